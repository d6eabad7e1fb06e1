import type { CodeLanguage } from '../../domain/vocabulary/code.ts';
import type { MemberRole, SessionKind } from '../../domain/vocabulary/sessions.ts';
import type { Rules } from './model.ts';

/** What a message is made of, besides where it goes. */
export type Content =
  | { readonly kind: 'TEXT'; readonly text: string }
  | { readonly kind: 'CODE'; readonly text: string; readonly language: CodeLanguage }
  | { readonly kind: 'MATH_FORMULA'; readonly text: string }
  | { readonly kind: 'LOCATION'; readonly text: string }
  | {
      readonly kind: 'POLL';
      readonly text: string;
      readonly options: readonly string[];
      readonly isMultiple: boolean;
      readonly isAnonymous: boolean;
    };

interface OfSession {
  readonly session: string;
}
interface OfMember extends OfSession {
  readonly user: string;
}
interface OfMessage extends OfSession {
  readonly seq: number;
}
type Plain<Name extends string> = OfSession & { readonly act: Name };
type OnMember<Name extends string> = OfMember & { readonly act: Name };
type OnMessage<Name extends string> = OfMessage & { readonly act: Name };

export type Send = OfSession & {
  readonly act: 'send';
  readonly key: string;
  readonly content: Content;
  readonly mentions: readonly string[];
  readonly replyTo: number | null;
  readonly threadRoot: number | null;
  readonly isAnonymous: boolean;
};

/** What one user asks of Parley. */
export type Action = { readonly by: string } & (
  | {
      readonly act: 'create';
      readonly kind: SessionKind;
      readonly others: readonly string[];
      readonly name: string;
      readonly rules: Partial<Rules>;
    }
  | Send
  | (OnMessage<'edit'> & { readonly content: Content })
  | OnMessage<'delete'>
  | (OnMessage<'react'> & { readonly emoji: string })
  | (OnMessage<'unreact'> & { readonly emoji: string })
  | (OnMessage<'vote'> & { readonly options: readonly number[] })
  | OnMessage<'closePoll'>
  | OnMessage<'pin'>
  | OnMessage<'unpin'>
  | OnMessage<'read'>
  | OnMessage<'readThread'>
  | Plain<'join'>
  | Plain<'leave'>
  | Plain<'requestToJoin'>
  | OnMember<'approve'>
  | OnMember<'reject'>
  | (Plain<'add'> & { readonly users: readonly string[] })
  | (Plain<'invite'> & { readonly users: readonly string[] })
  | OnMember<'withdrawInvite'>
  | OnMember<'remove'>
  | OnMember<'ban'>
  | OnMember<'unban'>
  | (OnMember<'mute'> & { readonly until: string })
  | OnMember<'unmute'>
  | (OnMember<'changeRole'> & { readonly role: MemberRole })
  | OnMember<'transfer'>
  | Plain<'freeze'>
  | Plain<'unfreeze'>
  | Plain<'archive'>
  | Plain<'unarchive'>
  | (Plain<'rename'> & { readonly name: string })
  | (Plain<'setRules'> & { readonly rules: Partial<Rules> })
  | { readonly act: 'block'; readonly user: string }
  | { readonly act: 'unblock'; readonly user: string }
);

export type Act = Action['act'];

/** Under which code something was refused, or what it was answered with. */
export type Outcome = { readonly refused: string } | { readonly answer: Answer };

/** What the model needs of an answer. */
export interface Answer {
  /** The session that was opened, or is answered. */
  readonly sessionId?: string;
  /** Where the log tells of it; null where nothing was changed. */
  readonly seq: number | null;
  /** What a sender is shown as. */
  readonly senderName?: string | null;
  /** Of what answers whether there was anything. */
  readonly was?: boolean;
  /** Of a read pointer. */
  readonly lastReadSeq?: number;
}

/** In words, with users and sessions named as in the steps. */
export const told = (action: Action, nameOf: (id: string) => string): string => {
  const { by, act, ...facts } = action;
  const words = Object.entries(facts).map(([name, value]) => {
    const shown = JSON.stringify(value, (_, inner: unknown) => (typeof inner === 'string' ? nameOf(inner) : inner));
    return `${name} ${shown}`;
  });
  return [nameOf(by), act, ...words].join(' ');
};
