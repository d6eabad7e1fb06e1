/** The part of web-push 3.6 that is used here. The package has no types of its own. */
declare module 'web-push' {
  interface RequestDetails {
    readonly headers: Readonly<Record<string, string | number>>;
    readonly body: Buffer;
  }

  const webPush: {
    /**
     * The request that carries an encrypted payload (RFC 8188, RFC 8291), signed with the application's keys (RFC 8292).
     *
     * @throws {Error} for keys, of either side, that are none.
     */
    generateRequestDetails(
      subscription: { readonly endpoint: string; readonly keys: { readonly p256dh: string; readonly auth: string } },
      payload: string,
      options: {
        readonly vapidDetails: {
          /** `https:` or `mailto:` */
          readonly subject: string;
          readonly publicKey: string;
          readonly privateKey: string;
        };
        /** Seconds. */
        readonly TTL: number;
        readonly urgency: 'very-low' | 'low' | 'normal' | 'high';
        /** At most 32 characters of base64url. */
        readonly topic: string;
        readonly contentEncoding: 'aes128gcm';
      },
    ): RequestDetails;
  };
  export default webPush;
}
