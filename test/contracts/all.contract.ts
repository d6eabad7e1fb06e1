import { admissionsContract } from './admissions.contract.ts';
import { attachmentsContract } from './attachments.contract.ts';
import { blocksContract } from './blocks.contract.ts';
import { changedChatSessionsContract } from './changed-chat-sessions.contract.ts';
import { chatSessionDirectoryContract } from './chat-session-directory.contract.ts';
import { chatSessionsContract } from './chat-sessions.contract.ts';
import { coMembersContract } from './co-members.contract.ts';
import { messageChangesContract } from './message-changes.contract.ts';
import { discoverableSessionsContract } from './discoverable-sessions.contract.ts';
import { listenableContract } from './listenable.contract.ts';
import { pointersContract } from './pointers.contract.ts';
import { preferencesContract } from './preferences.contract.ts';
import { membershipChangesContract } from './membership-changes.contract.ts';
import { presencesContract } from './presences.contract.ts';
import { rateGuardsContract } from './rate-guards.contract.ts';
import { sessionLogProtocolContract } from './session-log-protocol.contract.ts';
import { sessionLogContract } from './session-log.contract.ts';
import { videoCallsContract } from './video-calls.contract.ts';
import type { OpenStores } from './stores.ts';

/** Every contract about stored state. A new adapter calls this once. */
export function allContracts(adapter: string, open: OpenStores): void {
  chatSessionsContract(adapter, open);
  changedChatSessionsContract(adapter, open);
  membershipChangesContract(adapter, open);
  chatSessionDirectoryContract(adapter, open);
  listenableContract(adapter, open);
  rateGuardsContract(adapter, open);
  presencesContract(adapter, open);
  preferencesContract(adapter, open);
  admissionsContract(adapter, open);
  discoverableSessionsContract(adapter, open);
  blocksContract(adapter, open);
  attachmentsContract(adapter, open);
  coMembersContract(adapter, open);
  videoCallsContract(adapter, open);
  sessionLogContract(adapter, open);
  pointersContract(adapter, open);
  messageChangesContract(adapter, open);
  sessionLogProtocolContract(adapter, open);
}
