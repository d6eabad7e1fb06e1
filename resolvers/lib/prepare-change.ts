import { updateFragmentOf } from '../../domain/vocabulary/event-fragments.ts';
import { positionOf } from '../../domain/vocabulary/identifiers.ts';
import { callerOf } from './caller.ts';
import type { ChangingMessage } from './changing-message.ts';
import type { Ctx } from './context.ts';
import { refuseMessage } from './refuse.ts';
import { requireSelection } from './selection.ts';

/** A mutation that changes one message. */
interface OneMessage {
  readonly messageId: string;
}

/** What every change must select; the message says what else once it is read. */
const least = /* @__PURE__ */ updateFragmentOf({ kind: null, answers: false, isThreaded: false });

/** Who wants to change which message. The change feeds `onMessageUpdated`. */
export const prepareChange = (ctx: Ctx<ChangingMessage, unknown, OneMessage>, doing: string) => {
  requireSelection(ctx, doing, least);
  const position = positionOf(ctx.args.messageId) ?? refuseMessage(doing);
  ctx.stash.doing = doing;
  ctx.stash.sessionId = position.sessionId;
  ctx.stash.targetSeq = position.seq;
  ctx.stash.userId = callerOf(ctx, doing).userId;
  return {};
};
