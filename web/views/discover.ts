import { ChatError } from '../../client/core/index.ts';
import type { ChatClient } from '../../client/core/index.ts';
import { button, el, hiddenText, setText } from '../dom.ts';
import { avatar } from './avatar.ts';
import { openDialog } from './dialog.ts';
import { toast } from './toast.ts';

type Found = Awaited<ReturnType<ChatClient['discover']>>['items'][number];

const typedMs = 250;

/** PUBLIC rooms by name, to enter. */
export const openDiscover = (client: ChatClient, entered: (sessionId: string) => void): void => {
  const input = el('input', {
    type: 'text',
    id: 'discover',
    autocomplete: 'off',
    dir: 'auto',
    placeholder: 'Name or tag',
  });
  const list = el('ul', { class: 'members', role: 'list' });
  const state = el('p', { class: 'muted', role: 'status' });
  const more = button({ class: 'quiet', hidden: true }, () => void search(true), 'Show more');
  const problems = toast();
  let after: string | null = null;
  let asked = 0;
  let timer: ReturnType<typeof setTimeout> | undefined;

  const enter = async ({ id, requireApproval }: Found): Promise<void> => {
    try {
      const joined = await client.join(id);
      dialog.close();
      entered(joined.id);
    } catch (cause) {
      if (!requireApproval || !(cause instanceof ChatError) || cause.code !== 'ApprovalRequired') throw cause;
      await client.requestToJoin(id);
      setText(state, 'You asked to be let in. The room appears in your list once somebody agrees.');
    }
  };
  const rowOf = (room: Found): HTMLElement => {
    const { id, name, description, memberCount, isMember, requireApproval } = room;
    const label = isMember ? 'Open' : requireApproval ? 'Ask to join' : 'Join';
    const press = (): void => {
      if (!isMember) return void problems.attempt(() => enter(room));
      dialog.close();
      entered(id);
    };
    return el(
      'li',
      { class: 'member' },
      avatar(id, name),
      el(
        'div',
        { class: 'member-text' },
        el('span', { class: 'person-name', dir: 'auto' }, name),
        el(
          'span',
          { class: 'muted', dir: 'auto' },
          `${memberCount} ${memberCount === 1 ? 'member' : 'members'}${description === null ? '' : ` · ${description}`}`,
        ),
      ),
      button({ class: 'primary small' }, press, label, hiddenText(` ${name}`)),
    );
  };
  const search = async (on = false): Promise<void> => {
    asked += 1;
    const own = asked;
    const text = input.value.trim();
    await problems.attempt(async () => {
      const page = await client.discover({
        ...(text === '' ? {} : { text }),
        ...(on && after !== null ? { after } : {}),
      });
      if (own !== asked) return;
      after = page.endCursor;
      const rows = page.items.map(rowOf);
      list.replaceChildren(...(on ? [...list.children] : []), ...rows);
      more.hidden = !page.hasNextPage;
      setText(state, list.childElementCount > 0 ? '' : 'No such room.');
    });
  };
  input.addEventListener('input', () => {
    clearTimeout(timer);
    timer = setTimeout(() => void search(), typedMs);
  });
  const dialog = openDialog(
    'Find a room',
    [
      el('label', { for: 'discover', class: 'field-label' }, 'Public rooms'),
      input,
      state,
      list,
      more,
      problems.element,
    ],
    () => {
      clearTimeout(timer);
      problems.destroy();
    },
  );
  input.focus();
  void search();
};
