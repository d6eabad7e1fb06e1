/** What a push tells: `WebPushPayload` of adapters/push/web-push.ts, as far as a browser shows it. */
export type Pushed =
  /** What was shown of a thread of notifications - a session, a call - was read elsewhere. */
  | { readonly kind: 'clear'; readonly threadId: string }
  | {
      readonly kind: 'show';
      readonly title: string;
      readonly body: string;
      /** Of two with the same one, the last is shown. */
      readonly tag: string;
      readonly threadId: string;
      readonly sessionId: string | undefined;
    };

/** A browser that is pushed to must show something, whatever it was. https://www.w3.org/TR/push-api/ (userVisibleOnly) */
const unreadable: Pushed = {
  kind: 'show',
  title: 'Parley',
  body: 'There is something new.',
  tag: '',
  threadId: '',
  sessionId: undefined,
};

/** @param text JSON; whatever else it is, a newer server sends it. */
export const readPushed = (text: string): Pushed => {
  const payload = parsed(text);
  const threadId = textAt(payload, 'threadId') ?? '';
  if (textAt(payload, 'category') === 'clear') return { kind: 'clear', threadId };
  const [title, body] = [textAt(payload, 'title'), textAt(payload, 'body')];
  if (title === undefined || body === undefined) return unreadable;
  const sessionId = textAt(valueAt(payload, 'data'), 'sessionId');
  return { kind: 'show', title, body, tag: textAt(payload, 'collapseId') ?? '', threadId, sessionId };
};

const parsed = (text: string): unknown => {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
};

const valueAt = (value: unknown, name: string): unknown =>
  typeof value === 'object' && value !== null ? Reflect.get(value, name) : undefined;

export const textAt = (value: unknown, name: string): string | undefined => {
  const held = valueAt(value, name);
  return typeof held === 'string' ? held : undefined;
};
