import { useEffect, useEffectEvent } from 'react';

/** Listens as long as the component is there. `listener` may be a new one each time. */
export const useEvent = (target: EventTarget, type: string, listener: (event: Event) => void): void => {
  const heard = useEffectEvent(listener);
  useEffect(() => {
    const own = (event: Event): void => heard(event);
    target.addEventListener(type, own);
    return () => target.removeEventListener(type, own);
  }, [target, type]);
};
