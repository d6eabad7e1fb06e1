/**
 * Runs in the page before anything of the page, and notes when things were there to be seen. Times are milliseconds of
 * `performance`, those that two pages compare of the day.
 */
globalThis.probe = (() => {
  const { document, requestAnimationFrame, Event, HTMLTextAreaElement, KeyboardEvent } = globalThis;
  const { MessageChannel, MutationObserver, PerformanceObserver } = globalThis;
  const longTasks = [];
  new PerformanceObserver((list) => {
    for (const { duration } of list.getEntries()) longTasks.push(Math.round(duration));
  }).observe({ type: 'longtask' });

  const frame = () => new Promise((resolve) => requestAnimationFrame.call(globalThis, resolve));
  /** What a frame drew is on screen when the tasks behind it run. */
  const painted = async () => {
    await frame();
    await new Promise((resolve) => {
      const { port1, port2 } = new MessageChannel();
      port1.onmessage = resolve;
      port2.postMessage(undefined);
    });
    return performance.now();
  };
  const seen = (find) =>
    new Promise((resolve) => {
      if (find()) return resolve(undefined);
      const watch = new MutationObserver(() => {
        if (!find()) return;
        watch.disconnect();
        resolve(undefined);
      });
      watch.observe(document, { childList: true, subtree: true, attributes: true, characterData: true });
    });

  let [arrivedAt, openedAt] = [];
  const fetched = globalThis.fetch;
  globalThis.fetch = async (...asked) => {
    const answer = await fetched(...asked);
    if (/\bmessages\(sessionId/.test(String(asked[1]?.body))) arrivedAt ??= performance.now();
    return answer;
  };
  const inPlace = () => document.querySelector('.messages:not([data-waiting]) > .message') !== null;
  void seen(inPlace).then(async () => {
    openedAt = await painted();
  });

  const type = (text) => {
    const field = document.querySelector('textarea');
    const set = Object.getOwnPropertyDescriptor(HTMLTextAreaElement.prototype, 'value').set;
    set.call(field, text);
    field.dispatchEvent(new Event('input', { bubbles: true }));
  };

  return {
    takeLongTasks: () => longTasks.splice(0),
    /** From the arrival of the newest page of messages to when its rows were painted. */
    opening: () => (openedAt === undefined ? undefined : openedAt - arrivedAt),
    /** Goes up or down by so many pixels in each frame, until an end or for so many frames. */
    async scroll(by, most) {
      const box = document.querySelector('.scroller');
      let [frames, stuck] = [0, 0];
      while (frames < most && stuck < 120) {
        const before = box.scrollTop;
        box.scrollTop += by;
        frames += 1;
        stuck = box.scrollTop === before ? stuck + 1 : 0;
        await frame();
      }
      return frames;
    },
    /** From Enter to the paint that shows the message, and whether that was the first one. */
    async sendOwn(text) {
      type(text);
      await painted();
      const began = performance.now();
      const there = () => [...document.querySelectorAll('.message')].at(-1)?.textContent.includes(text) === true;
      const keys = { key: 'Enter', bubbles: true, cancelable: true };
      document.querySelector('textarea').dispatchEvent(new KeyboardEvent('keydown', keys));
      let frames = 0;
      for (; frames < 600; frames += 1) {
        await frame();
        if (there()) break;
      }
      await new Promise((resolve) => setTimeout(resolve));
      return { ms: performance.now() - began, frames: frames + 1 };
    },
    /** Types a letter; the time of day of it. */
    typeLetter() {
      const at = Date.now();
      type('a');
      return at;
    },
    sendTyped(text) {
      type(text);
      const keys = { key: 'Enter', bubbles: true, cancelable: true };
      document.querySelector('textarea').dispatchEvent(new KeyboardEvent('keydown', keys));
    },
    /** So many messages were said, of which the list shows the last. They come in any order. */
    heard(count) {
      const numbers = () =>
        [...document.querySelectorAll('.message')]
          .slice(-20)
          .map(({ textContent }) => Number(/Message (\d+)\./.exec(textContent)?.[1]));
      return seen(() => numbers().includes(count - 1));
    },
    /** The time of day when somebody's typing was on screen, or gone. */
    async typingIs(isOn) {
      await seen(() => (document.querySelector('.typing[data-on]') !== null) === isOn);
      await painted();
      return Date.now();
    },
  };
})();
