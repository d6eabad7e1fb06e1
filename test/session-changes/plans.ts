import fc from 'fast-check';
import type { Decision } from '../../domain/chat-session/decision.ts';
import { addMembers } from '../../domain/chat-session/decisions/add-members.ts';
import { archive, unarchive } from '../../domain/chat-session/decisions/archive.ts';
import { banMember } from '../../domain/chat-session/decisions/ban-member.ts';
import { changeMemberRole } from '../../domain/chat-session/decisions/change-member-role.ts';
import { freeze, unfreeze } from '../../domain/chat-session/decisions/freeze.ts';
import { join } from '../../domain/chat-session/decisions/join.ts';
import { leave } from '../../domain/chat-session/decisions/leave.ts';
import { muteMember, unmuteMember } from '../../domain/chat-session/decisions/mute-member.ts';
import { pinMessage, unpinMessage } from '../../domain/chat-session/decisions/pin-message.ts';
import { removeMember } from '../../domain/chat-session/decisions/remove-member.ts';
import { transferOwnership } from '../../domain/chat-session/decisions/transfer-ownership.ts';
import { unbanMember } from '../../domain/chat-session/decisions/unban-member.ts';
import { updateSession } from '../../domain/chat-session/decisions/update-session.ts';
import { updateSettings } from '../../domain/chat-session/decisions/update-settings.ts';
import type { UserId } from '../../domain/shared/ids.ts';
import { seqOf } from '../../domain/shared/ids.ts';
import { later } from '../../domain/shared/instant.ts';
import { MemberRole } from '../../domain/vocabulary/sessions.ts';
import { noon } from '../builders/manual-clock.ts';
import { anAlias } from '../builders/people.ts';

/** Someone tries something. */
export interface Attempt {
  /** How a counterexample names it. */
  readonly what: string;
  readonly by: UserId;
  readonly about: readonly UserId[];
  readonly decision: Decision;
}

const tomorrow = later(noon, 86_400_000);

/** Anything that any of `people` might try, on any of them. */
export const attempts = (people: readonly UserId[]): fc.Arbitrary<Attempt> => {
  const someone = fc.constantFrom(...people);
  const own = (what: string, decide: (by: UserId) => Decision) =>
    someone.map((by): Attempt => ({ what: `${by} ${what}`, by, about: [], decision: decide(by) }));
  const onOther = (what: string, decide: (target: UserId) => Decision) =>
    fc.tuple(someone, someone).map(([by, target]): Attempt => ({
      what: `${by} ${what} ${target}`,
      by,
      about: [target],
      decision: decide(target),
    }));
  const ofAnyRole = fc
    .constantFrom(...Object.values(MemberRole))
    .chain((role) => onOther(`makes ${role}`, (target) => changeMemberRole(target, role)));
  const ofAnySize = fc
    .integer({ min: 2, max: 6 })
    .chain((maxMembers) => own(`makes room for ${maxMembers}`, () => updateSettings({ maxMembers })));
  return fc.oneof(
    { weight: 5, arbitrary: own('joins', (by) => join(by, anAlias())) },
    { weight: 4, arbitrary: own('leaves', (by) => leave(by)) },
    { weight: 3, arbitrary: ofAnyRole },
    { weight: 2, arbitrary: onOther('removes', (target) => removeMember(target)) },
    { weight: 2, arbitrary: onOther('adds', (target) => addMembers([target], anAlias)) },
    { weight: 2, arbitrary: onOther('bans', (target) => banMember(target, null)) },
    { weight: 2, arbitrary: onOther('unbans', (target) => unbanMember(target)) },
    { weight: 2, arbitrary: onOther('makes an owner of', (target) => transferOwnership(target)) },
    onOther('mutes', (target) => muteMember(target, tomorrow)),
    onOther('unmutes', (target) => unmuteMember(target)),
    ofAnySize,
    own('freezes', () => freeze),
    own('unfreezes', () => unfreeze),
    own('archives', () => archive),
    own('unarchives', () => unarchive),
    own('renames', () => updateSession({ name: 'Other' })),
    own('pins', () => pinMessage(seqOf(1), null)),
    own('unpins', () => unpinMessage(seqOf(1))),
  );
};
