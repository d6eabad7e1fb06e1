import { describe, expect, it } from 'vitest';
import { inFull } from '../support/in-full.ts';
import { withHistory } from './long-history.ts';
import { onStage } from './stage.ts';

const count = 10_000;

/** What is measured is printed, and judged by people: a test that fails on a busy machine says nothing about the page. */
describe('A conversation of 10,000 messages', () => {
  const { open, people } = onStage({
    skipped: inFull
      ? undefined
      : 'a minute, to measure; PARLEY_IN_FULL=1 runs it, and npm run bench -- page measures the same',
  });

  it('opens at once, scrolls from the newest to the oldest, and never holds more than some hundreds of them', async () => {
    const [annAtHttp] = await people('ann');
    const { id } = await annAtHttp.createSession(['bob'], { name: 'Long' });
    const ann = await open('ann');
    await withHistory(ann.page, id, count);
    await ann.page.evaluate(watchLongTasks);
    await ann.open(id);
    await ann.rows.first().waitFor();
    const opening = await ann.page.evaluate(takeOpening);
    const way = await ann.scroller.evaluate(scrollToOldest);
    const own = await ann.page.evaluate(sendOwn);
    console.log('long history:', JSON.stringify({ opening, way, own }));
    expect(way.most).toBeLessThanOrEqual(260);
    expect(way.moved).toBe(0);
    expect(way.isAtOldest).toBe(true);
    expect(own.isAtBottom).toBe(true);
  }, 180_000);
});

interface Watched {
  readonly longTasks: number[];
}

declare global {
  interface Window {
    watched?: Watched;
  }
}

const watchLongTasks = (): void => {
  const longTasks: number[] = [];
  window.watched = { longTasks };
  new PerformanceObserver((list) => {
    for (const { duration } of list.getEntries()) longTasks.push(Math.round(duration));
  }).observe({ type: 'longtask' });
};

/** From when the newest page arrived to when its rows were there. */
const takeOpening = (): { readonly longTasks: readonly number[]; readonly rows: number } => ({
  longTasks: window.watched?.longTasks.splice(0) ?? [],
  rows: document.querySelectorAll('.message').length,
});

/** Flings upwards a screen a frame, until nothing is above. */
const scrollToOldest = async (
  box: HTMLElement,
): Promise<{ frames: number; most: number; moved: number; isAtOldest: boolean; longTasks: readonly number[] }> => {
  const frame = (): Promise<number> => new Promise((resolve) => requestAnimationFrame(resolve));
  const rows = (): HTMLElement[] => [...box.querySelectorAll<HTMLElement>('.message')];
  const edge = box.getBoundingClientRect().top;
  const inView = (): HTMLElement | undefined => rows().find((row) => row.getBoundingClientRect().top >= edge);
  const isAtOldest = (): boolean => box.querySelector('.history[data-kind="complete"]') !== null && box.scrollTop <= 0;
  let [frames, most, moved] = [0, 0, 0];
  while (!isAtOldest() && frames < 20_000) {
    frames += 1;
    box.scrollTop -= 1_000;
    await frame();
    const seen = inView();
    const before = seen?.getBoundingClientRect().top ?? 0;
    await frame();
    // Nobody scrolled between the two: what moved was moved by what came above.
    if (seen?.isConnected === true) moved = Math.max(moved, Math.abs(seen.getBoundingClientRect().top - before));
    most = Math.max(most, rows().length);
  }
  return { frames, most, moved, isAtOldest: isAtOldest(), longTasks: window.watched?.longTasks.splice(0) ?? [] };
};

/** How long it takes from Enter to the frame in which the own message is at the bottom, with everything loaded. */
const sendOwn = async (): Promise<{ ms: number; isAtBottom: boolean; longTasks: readonly number[] }> => {
  const field = document.querySelector('textarea');
  const set = Object.getOwnPropertyDescriptor(HTMLTextAreaElement.prototype, 'value')?.set;
  if (field === null || set === undefined) return { ms: Number.NaN, isAtBottom: false, longTasks: [] };
  set.call(field, 'An own message');
  field.dispatchEvent(new Event('input', { bubbles: true }));
  await new Promise((resolve) => requestAnimationFrame(resolve));
  const began = performance.now();
  field.dispatchEvent(new KeyboardEvent('keydown', { key: 'Enter', bubbles: true, cancelable: true }));
  await new Promise((resolve) => requestAnimationFrame(resolve));
  const ms = Math.round(performance.now() - began);
  const own = [...document.querySelectorAll('.message')].findLast((row) => row.textContent.includes('An own message'));
  const box = document.querySelector('.scroller')?.getBoundingClientRect().bottom ?? 0;
  const bottom = own?.getBoundingClientRect().bottom ?? Number.POSITIVE_INFINITY;
  return { ms, isAtBottom: bottom <= box, longTasks: window.watched?.longTasks.splice(0) ?? [] };
};
