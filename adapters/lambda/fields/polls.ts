import type { Polls } from '../../../application/ports/polls.ts';
import type { ServiceFields } from '../service-field.ts';
import { userField } from '../service-field.ts';
import { showPosition as show } from './changes.ts';

export const pollFields = (service: Polls): ServiceFields => ({
  votePoll: userField({
    doing: 'vote',
    read: (args, { user }) => ({ user, messageId: args.text('messageId'), optionIds: args.integers('optionIds') }),
    ask: service.votePoll,
    show,
  }),
  closePoll: userField({
    doing: 'close the poll',
    read: (args, { user }) => ({ user, messageId: args.text('messageId') }),
    ask: service.closePoll,
    show,
  }),
});
