import { useCallback, useEffect, useEffectEvent, useRef, useState } from 'react';
import { sentenceOf } from '../parts/toast.tsx';

export type Asked<T> =
  | { readonly status: 'loading'; readonly value?: T | undefined }
  | { readonly status: 'ready'; readonly value: T }
  | { readonly status: 'failed'; readonly value?: T | undefined; readonly problem: string };

/** What the server is asked for when the component comes, and again on demand. Only the newest answer counts. */
export const useAsked = <T>(ask: () => Promise<T>): readonly [asked: Asked<T>, again: () => Promise<void>] => {
  const [asked, setAsked] = useState<Asked<T>>({ status: 'loading' });
  const turn = useRef(0);
  const askNow = useEffectEvent(ask);
  const [count, setCount] = useState(0);
  const waiting = useRef<(() => void)[]>([]);
  useEffect(() => {
    turn.current += 1;
    const mine = turn.current;
    const settle = (next: (before: Asked<T>) => Asked<T>): void => {
      if (turn.current !== mine) return;
      setAsked(next);
      for (const done of waiting.current.splice(0)) done();
    };
    askNow().then(
      (value) => settle(() => ({ status: 'ready', value })),
      (cause: unknown) => settle(({ value }) => ({ status: 'failed', value, problem: sentenceOf(cause) })),
    );
  }, [count]);
  const again = useCallback(
    () =>
      new Promise<void>((resolve) => {
        waiting.current.push(resolve);
        setCount((before) => before + 1);
      }),
    [],
  );
  return [asked, again];
};
