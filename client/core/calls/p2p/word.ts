import { field, fields, list, nullable, number, oneOf, text } from '../../decode.ts';
import type { Decoder } from '../../decode.ts';

/** A session description: https://www.rfc-editor.org/rfc/rfc8829 */
export interface Description {
  readonly type: 'offer' | 'answer';
  readonly sdp: string;
}

/** A way in, as the browser wrote it; nothing here reads it. https://www.w3.org/TR/webrtc/#dom-rtcicecandidateinit */
export interface Candidate {
  readonly candidate: string;
  readonly sdpMid: string | null;
  readonly sdpMLineIndex: number | null;
}

/**
 * What one end of a pair tells the other, as JSON in a signal. Signals are lost, doubled and late, and pages are reloaded
 * between two of them: so each says whose life it is from, and which attempt at a connection it is about.
 */
export interface Word {
  /** This life of the sender's: another one whenever they come into the call. */
  readonly from: string;
  /** The life of the receiver's that it is for; null where the sender knows of none. */
  readonly to: string | null;
  /** Counted by the end that offers. */
  readonly attempt: number;
  readonly description: Description | null;
  /** Neither a description nor candidates: the sender is there, and waits for an offer. */
  readonly candidates: readonly Candidate[];
}

const description: Decoder<Description> = /* @__PURE__ */ fields({
  type: oneOf({ offer: 'offer', answer: 'answer' }),
  sdp: text,
});

const candidate: Decoder<Candidate> = /* @__PURE__ */ fields({
  candidate: text,
  sdpMid: nullable(text),
  sdpMLineIndex: nullable(number),
});

/** Reads what another client wrote; undefined where it is something else. */
export const wordIn = (payload: string): Word | undefined => {
  try {
    const value: unknown = JSON.parse(payload);
    return {
      from: field(value, 'from', 'signal', text),
      to: field(value, 'to', 'signal', nullable(text)),
      attempt: field(value, 'attempt', 'signal', number),
      description: field(value, 'description', 'signal', nullable(description)),
      candidates: field(value, 'candidates', 'signal', list(candidate)),
    };
  } catch {
    return undefined;
  }
};

export const kindOf = ({ description: said }: Word): 'OFFER' | 'ANSWER' | 'CANDIDATE' =>
  said === null ? 'CANDIDATE' : said.type === 'offer' ? 'OFFER' : 'ANSWER';
