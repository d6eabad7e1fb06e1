import type { FeedRow, Mark, MessageContent, PollContent } from '../../client/core/index.ts';
import { fullTimeOf } from '../dates.ts';
import { button, el } from '../dom.ts';
import type { Child } from '../dom.ts';
import { attachmentOf, type FileActions } from './attachment.ts';

export interface ContentActions {
  readonly vote: (row: FeedRow, optionIds: readonly number[]) => void;
  readonly closePoll: (row: FeedRow) => void;
  readonly files: FileActions;
}

export interface ContentContext {
  readonly mark: Mark;
  /** Whether this user may close the poll. */
  readonly closes: boolean;
  readonly actions: ContentActions;
}

/** What a message holds, by kind. Everything that was typed is text. */
export const contentOf = (row: FeedRow, context: ContentContext): Child[] => {
  const { content } = row;
  if (row.isDeleted || content === null) return [el('em', { class: 'gone' }, 'This message was deleted')];
  const { code, formula, poll, location, attachment } = content;
  if (code !== null) return codeOf(code);
  if (formula !== null) return [el('code', { class: 'formula', dir: 'ltr' }, formula.tex), caption('Formula, as TeX')];
  if (poll !== null) return pollOf(row, poll, context);
  if (location !== null) return locationOf(location);
  if (attachment !== null) return [...attachmentOf(attachment, context.actions.files), content.text ?? undefined];
  return [content.text ?? ''];
};

const caption = (...children: Child[]): HTMLElement => el('small', { class: 'caption' }, ...children);

const languages: Readonly<Record<string, string>> = {
  CPP: 'C++',
  C: 'C',
  HTML: 'HTML',
  CSS: 'CSS',
  SQL: 'SQL',
  JSON: 'JSON',
  YAML: 'YAML',
};
const titled = (word: string): string =>
  languages[word] ?? `${word.charAt(0)}${word.slice(1).toLowerCase().replace('script', 'Script')}`;
const counted = (count: number, one: string, many = `${one}s`): string => `${count} ${count === 1 ? one : many}`;

const codeOf = ({ language, source, lineCount, syntax, problems }: NonNullable<MessageContent['code']>): Child[] => {
  const [first] = problems;
  const verdict =
    syntax !== 'INVALID' ? '' : first === undefined ? ' · does not parse' : ` · does not parse at line ${first.line}`;
  return [
    // Long lines scroll inside, with the keyboard too.
    el(
      'pre',
      { class: 'code', dir: 'ltr', tabindex: 0, role: 'region', 'aria-label': `${titled(language)} code` },
      el('code', {}, source),
    ),
    caption(`${titled(language)} · ${counted(lineCount, 'line')}${verdict}`),
  ];
};

const pollOf = (row: FeedRow, poll: PollContent, { mark, closes, actions }: ContentContext): Child[] => {
  const isOver = poll.closedAt !== null || (poll.closesAt !== null && Date.parse(poll.closesAt) <= Date.now());
  const options = poll.options.map(({ id, text, votes }) => {
    const chosen = mark.votes.includes(id);
    const next = chosen ? mark.votes.filter((held) => held !== id) : poll.isMultiple ? [...mark.votes, id] : [id];
    const share = poll.voterCount === 0 ? 0 : votes / poll.voterCount;
    return el(
      'li',
      {},
      button(
        { class: 'option', 'aria-pressed': String(chosen), disabled: isOver || row.id === undefined },
        () => actions.vote(row, next),
        el('span', { class: 'option-text', dir: 'auto' }, text),
        el('span', { class: 'option-votes' }, counted(votes, 'vote')),
      ),
      el('progress', { max: 1, value: share, 'aria-hidden': 'true' }),
    );
  });
  const facts = [
    counted(poll.voterCount, 'voter'),
    poll.isMultiple ? 'several answers' : '',
    poll.isAnonymous ? 'anonymous' : '',
    isOver ? 'closed' : poll.closesAt === null ? '' : `until ${fullTimeOf(Date.parse(poll.closesAt))}`,
  ];
  return [
    el('p', { class: 'question', dir: 'auto' }, poll.question),
    el('ul', { class: 'options', role: 'list' }, ...options),
    caption(facts.filter((fact) => fact !== '').join(' · ')),
    closes && !isOver && row.id !== undefined
      ? button({ class: 'link' }, () => actions.closePoll(row), 'Close the poll')
      : undefined,
  ];
};

const locationOf = ({ latitude, longitude, label }: NonNullable<MessageContent['location']>): Child[] => {
  const place = `${latitude.toFixed(5)}, ${longitude.toFixed(5)}`;
  const href = `https://www.openstreetmap.org/?mlat=${latitude}&mlon=${longitude}#map=15/${latitude}/${longitude}`;
  return [
    el('a', { href, target: '_blank', rel: 'noopener noreferrer' }, label ?? place),
    label === null ? caption('Location') : caption(place),
  ];
};
