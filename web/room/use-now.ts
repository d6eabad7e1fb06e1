import { useEffect, useState } from 'react';

const everyMs = 30_000;

/** The time, in epoch milliseconds, looked at twice a minute: for what is over by itself. */
export const useNow = (): number => {
  const [now, setNow] = useState(() => Date.now());
  useEffect(() => {
    const timer = setInterval(() => setNow(Date.now()), everyMs);
    return () => clearInterval(timer);
  }, []);
  return now;
};
