import { useEffect, useState } from 'react';

/** Now, in epoch milliseconds, anew each minute: for times of the day, and for what ends by the clock. */
export const useMinute = (): number => {
  const [now, setNow] = useState(Date.now);
  useEffect(() => {
    const timer = setInterval(() => setNow(Date.now()), 60_000);
    return () => clearInterval(timer);
  }, []);
  return now;
};
