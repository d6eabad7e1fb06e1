/**
 * What of `agora-token` is used here. The package's own types name exports that Node does not find in its CommonJS files, and
 * leave out the parser.
 */
declare module 'agora-token/src/RtcTokenBuilder2.js' {
  const library: {
    readonly Role: { readonly PUBLISHER: 1; readonly SUBSCRIBER: 2 };
    readonly RtcTokenBuilder: {
      /** Expiries are in seconds from now. Answers an empty text for an app id or certificate that is none. */
      buildTokenWithUid(
        appId: string,
        appCertificate: string,
        channelName: string,
        uid: number,
        role: 1 | 2,
        tokenExpire: number,
        privilegeExpire: number,
      ): string;
    };
  };
  export default library;
}

declare module 'agora-token/src/AccessToken2.js' {
  interface ServiceRtc {
    service_type(): number;
    readonly __channel_name: Buffer | string;
    readonly __uid: Buffer | string;
    /** By privilege, in seconds from the issue of the token. */
    readonly __privileges: Readonly<Record<number, number>>;
  }
  interface AccessToken2 {
    readonly appId: Buffer | string;
    readonly issueTs: number;
    /** Seconds from its issue. */
    readonly expire: number;
    readonly services: readonly ServiceRtc[] | Readonly<Record<number, ServiceRtc>>;
    from_string(token: string): boolean;
    verifySignature(appCertificate: string): boolean;
  }
  const library: {
    readonly AccessToken2: new (appId: string, appCertificate: string, issueTs: number, expire: number) => AccessToken2;
  };
  export default library;
}
