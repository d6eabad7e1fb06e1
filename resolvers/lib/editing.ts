import type { ChangingMessage } from './changing-message.ts';
import type { Composing } from './sending.ts';

/** An edit on its way: `readToEdit` composes the new content, `checkContent` completes it. */
export interface Editing extends ChangingMessage, Composing {
  doing: string;
  userId: string;
}
