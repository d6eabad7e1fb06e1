import type { Pacing } from '../../application/ports/pacing.ts';

/** How Agora's REST API is reached: the customer's key and secret of the console, not those of a project. */
export interface AgoraAccess {
  /** `https://api.sd-rtn.com`, but for tests. */
  readonly baseUrl: string;
  readonly customerId: string;
  readonly customerSecret: string;
  /** How long one request may take, in milliseconds. */
  readonly timeoutMs: number;
}

export interface AgoraRequest {
  readonly method: 'GET' | 'POST';
  readonly path: string;
  readonly body?: object;
  /** Whether the same may be asked again when it is not known what came of it. */
  readonly isRepeatable: boolean;
  /** Longer than usual, in milliseconds. */
  readonly timeoutMs?: number;
}

/** What came of a request. `why` is a status, a code or the name of an error, never content. */
export type AgoraAnswer =
  | { readonly kind: 'answered'; readonly body: Readonly<Record<string, unknown>> }
  /** The service said no, with a code of its own where it has one. */
  | { readonly kind: 'refused'; readonly status: number; readonly code: number | undefined; readonly why: string }
  /** It may be otherwise later; what was asked may or may not have happened. */
  | { readonly kind: 'busy'; readonly why: string };

/** Of the service itself: come back after 3 seconds, then after 6. */
const comeBack = 65;
const comeBackMs = [3000, 6000];
const attempts = 3;
const firstPauseMs = 250;
const largestAnswer = 1_000_000;

/**
 * Agora's REST API: Basic authentication, JSON both ways, errors of the gateway and of the service behind it.
 * https://docs.agora.io/en/cloud-recording/reference/common-errors
 */
export class AgoraRest {
  readonly #access: AgoraAccess;
  readonly #pacing: Pacing;

  constructor(access: AgoraAccess, pacing: Pacing) {
    this.#access = access;
    this.#pacing = pacing;
  }

  /** Asks, and asks again where that is safe and may help. Never rejects. */
  async send(request: AgoraRequest): Promise<AgoraAnswer> {
    for (let attempt = 1; ; attempt += 1) {
      const { answer, isSafe } = await this.#once(request);
      const wait = answer.kind === 'refused' && answer.code === comeBack ? comeBackMs[attempt - 1] : undefined;
      if (wait !== undefined) {
        await this.#pacing.pause(wait);
      } else if (answer.kind === 'busy' && attempt < attempts && (isSafe || request.isRepeatable)) {
        await this.#pacing.pause(this.#pacing.random() * firstPauseMs * 2 ** attempt);
      } else {
        return answer.kind === 'refused' && answer.code === comeBack ? { kind: 'busy', why: answer.why } : answer;
      }
    }
  }

  /** `isSafe`: nothing can have happened yet. */
  async #once(request: AgoraRequest): Promise<{ readonly answer: AgoraAnswer; readonly isSafe: boolean }> {
    const { baseUrl, customerId, customerSecret, timeoutMs } = this.#access;
    const credentials = Buffer.from(`${customerId}:${customerSecret}`).toString('base64');
    try {
      const response = await fetch(new URL(request.path, baseUrl), {
        method: request.method,
        headers: { authorization: `Basic ${credentials}`, 'content-type': 'application/json;charset=utf-8' },
        ...(request.body === undefined ? {} : { body: JSON.stringify(request.body) }),
        signal: AbortSignal.timeout(request.timeoutMs ?? timeoutMs),
        redirect: 'error',
      });
      return { answer: await answerOf(response), isSafe: response.status === 429 };
    } catch (cause) {
      return { answer: { kind: 'busy', why: nameOf(cause) }, isSafe: false };
    }
  }
}

async function answerOf(response: Response): Promise<AgoraAnswer> {
  const { status } = response;
  const text = await response.text();
  if (status === 429 || status >= 500) {
    const code = codeIn(parsed(text));
    const why = code === undefined ? `HTTP ${status}` : `HTTP ${status}, code ${code}`;
    return code === comeBack ? { kind: 'refused', status, code, why } : { kind: 'busy', why };
  }
  const body = text.length > largestAnswer ? undefined : parsed(text);
  const code = codeIn(body);
  // Some refusals of the service come with status 200 or 201.
  const isFine =
    status >= 200 && status < 300 && body !== undefined && (code === undefined || code === 0 || code === 200);
  if (isFine) return { kind: 'answered', body };
  return { kind: 'refused', status, code, why: code === undefined ? `HTTP ${status}` : `HTTP ${status}, code ${code}` };
}

function parsed(text: string): Readonly<Record<string, unknown>> | undefined {
  try {
    const value: unknown = JSON.parse(text);
    return typeof value === 'object' && value !== null && !Array.isArray(value)
      ? Object.fromEntries(Object.entries(value))
      : undefined;
  } catch {
    return undefined;
  }
}

const codeIn = (body: Readonly<Record<string, unknown>> | undefined): number | undefined => {
  const code = body?.['code'];
  return typeof code === 'number' ? code : undefined;
};

/** The most telling name of a failure: that of what `fetch` failed on, where it says. */
function nameOf(cause: unknown): string {
  const inner = cause instanceof Error ? cause.cause : undefined;
  if (inner instanceof Error && 'code' in inner && typeof inner.code === 'string') return inner.code;
  return cause instanceof Error ? cause.name : 'unknown';
}
