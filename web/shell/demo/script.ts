import type { Draft, SessionKind } from '../../../client/core/index.ts';

/** Somebody of the demo people, by id. */
export type Speaker = 'ann' | 'bob' | 'cat';

export interface Line {
  readonly by: Speaker;
  readonly says: string | Draft;
  /** The name under which later lines answer it. */
  readonly as?: string;
  /** Whom it answers, or in whose thread it stands. */
  readonly replyTo?: string;
  readonly thread?: string;
  readonly reactions?: readonly (readonly [by: Speaker, emoji: string])[];
  readonly votes?: readonly (readonly [by: Speaker, option: number])[];
}

export interface DemoSession {
  readonly key: string;
  readonly kind: SessionKind;
  readonly name: string;
  readonly description: string;
  readonly tags?: readonly string[];
  readonly owner: Speaker;
  readonly members: readonly Speaker[];
  readonly lines: readonly Line[];
}

const code = (language: 'PYTHON' | 'TYPESCRIPT', source: string): Draft => ({
  kind: 'CODE',
  content: { code: { language, source } },
});
const formula = (tex: string): Draft => ({ kind: 'MATH_FORMULA', content: { formula: { tex } } });

const lesson: DemoSession = {
  key: 'demo-lesson',
  kind: 'GROUP',
  name: 'Sums that Python can check',
  description: 'Tuesday lesson with Ann: from a formula on paper to a function that proves it wrong.',
  owner: 'ann',
  members: ['bob', 'cat'],
  lines: [
    {
      by: 'ann',
      says: 'Welcome back! Today we guess a formula, and then let Python try to break it. Who remembers how Gauss added up 1 to 100?',
    },
    {
      by: 'bob',
      says: 'He paired the ends: 1 + 100, 2 + 99 and so on. Fifty pairs of 101.',
      reactions: [
        ['ann', '👏'],
        ['cat', '👍'],
      ],
    },
    { by: 'ann', says: 'Exactly. Written for any n:', as: 'gauss' },
    { by: 'ann', says: formula('\\sum_{k=1}^{n} k = \\frac{n(n+1)}{2}') },
    { by: 'cat', says: 'And for squares? Is there a trick, too?', as: 'squares' },
    { by: 'ann', says: 'There is one. I give you the answer and you find out whether I lied:', replyTo: 'squares' },
    { by: 'ann', says: formula('\\sum_{k=1}^{n} k^2 = \\frac{n(n+1)(2n+1)}{6}') },
    { by: 'bob', says: 'Checking all n below a thousand:' },
    {
      by: 'bob',
      says: code(
        'PYTHON',
        `def holds(n: int) -> bool:
    return sum(k * k for k in range(1, n + 1)) == n * (n + 1) * (2 * n + 1) // 6

print(all(holds(n) for n in range(1000)))
`,
      ),
      as: 'check',
      reactions: [
        ['ann', '🎉'],
        ['cat', '🎉'],
      ],
    },
    { by: 'bob', says: 'True. So you did not lie, at least not below 1,000 😄' },
    { by: 'cat', says: 'Why // and not / at the end?', thread: 'check', as: 'why' },
    {
      by: 'bob',
      says: 'With / it becomes a float, and floats of big numbers are rounded. // stays exact.',
      thread: 'check',
    },
    { by: 'ann', says: 'Good question and good answer. Try n = 10**8 with / and compare.', thread: 'check' },
    {
      by: 'ann',
      says: 'A thousand examples are not a proof, though. For Thursday: show that if it holds for n, it holds for n + 1.',
    },
    { by: 'cat', says: 'Induction! On it ✍️', reactions: [['ann', '❤️']] },
  ],
};

const group: DemoSession = {
  key: 'demo-group',
  kind: 'GROUP',
  name: 'Study group: algorithms',
  description: 'We meet before the exam, solve one problem and explain it to each other.',
  owner: 'bob',
  members: ['ann', 'cat'],
  lines: [
    { by: 'bob', says: 'The exam is in three weeks. When do we meet?' },
    {
      by: 'bob',
      says: {
        kind: 'POLL',
        content: {
          poll: {
            question: 'When do we meet this week?',
            options: ['Wednesday, 17:00', 'Thursday, 18:30', 'Saturday, 10:00'],
            isMultiple: true,
          },
        },
      },
      votes: [
        ['bob', 1],
        ['cat', 1],
        ['ann', 0],
      ],
    },
    {
      by: 'cat',
      says: 'Thursday suits me best. I bring the biscuits 🍪',
      reactions: [
        ['bob', '😋'],
        ['ann', '😋'],
      ],
    },
    { by: 'bob', says: 'Then let us do binary search. Here is mine, and it has a bug on purpose:' },
    {
      by: 'bob',
      says: code(
        'TYPESCRIPT',
        `const find = (sorted: readonly number[], wanted: number): number => {
  let low = 0;
  let high = sorted.length;
  while (low < high) {
    const middle = Math.floor((low + high) / 2);
    if (sorted[middle] === wanted) return middle;
    if (sorted[middle]! < wanted) low = middle;
    else high = middle;
  }
  return -1;
};
`,
      ),
      as: 'search',
    },
    {
      by: 'cat',
      says: 'It never ends for find([1, 2], 3): low stays 0… no, 1, and middle is 1 again and again.',
      thread: 'search',
    },
    { by: 'bob', says: 'Right! It has to be low = middle + 1. How did you see that so fast?', thread: 'search' },
    {
      by: 'cat',
      says: 'I wrote down low, middle and high for the smallest list that could go wrong.',
      thread: 'search',
    },
    {
      by: 'ann',
      says: '@Bob @Cat nicely done. Always ask what gets smaller in each round.',
      reactions: [
        ['bob', '💡'],
        ['cat', '💯'],
      ],
    },
    { by: 'cat', says: 'What gets smaller: high − low. With low = middle it did not.' },
  ],
};

const room: DemoSession = {
  key: 'demo-room',
  kind: 'PUBLIC',
  name: 'Puzzle of the day',
  description: 'One small puzzle a day, about numbers or code. Come in, everybody is welcome.',
  tags: ['maths', 'puzzles', 'programming'],
  owner: 'cat',
  members: ['ann', 'bob'],
  lines: [
    { by: 'cat', says: 'Today: three switches downstairs, one lamp upstairs. You may go up once. Which switch is it?' },
    { by: 'bob', says: 'Is the lamp an old one, that gets warm?', as: 'warm' },
    { by: 'cat', says: 'It is 😉', replyTo: 'warm' },
    {
      by: 'ann',
      says: 'I know it, so I only say: what does your hand know that your eyes do not?',
      reactions: [
        ['bob', '🤔'],
        ['cat', '🤫'],
      ],
    },
    {
      by: 'bob',
      says: 'First on for five minutes, then off; second on; go up. Lit: the second. Dark and warm: the first. Dark and cold: the third!',
    },
    {
      by: 'cat',
      says: 'Correct! Tomorrow: which numbers below 1,000 equal the sum of the cubes of their digits?',
      reactions: [
        ['bob', '🏆'],
        ['ann', '🏆'],
      ],
    },
    { by: 'cat', says: formula('153 = 1^3 + 5^3 + 3^3') },
  ],
};

const news: DemoSession = {
  key: 'demo-news',
  kind: 'ANNOUNCEMENT',
  name: 'Course news',
  description: 'What everybody in the course has to know. Only the tutors write here.',
  owner: 'ann',
  members: ['bob', 'cat'],
  lines: [
    {
      by: 'ann',
      says: 'Welcome to Mathematics and Programming! Lessons are on Tuesdays and Thursdays at 16:00; the first one is on me.',
    },
    {
      by: 'ann',
      says: 'Exercise sheet 3 is out: sums, proofs by induction, and a function that checks them. Hand it in until Monday, 12:00.',
    },
    {
      by: 'ann',
      says: 'Room change: on Thursday we are in the library, second floor, as the lab gets new screens.',
    },
  ],
};

export const demoSessions: readonly DemoSession[] = [lesson, group, room, news];
