import { useEffect, useEffectEvent, useState } from 'react';
import type { ComponentType, ReactElement } from 'react';
import { withStyles } from './later-styles.ts';
import { useToast } from './toast.tsx';

interface Closable {
  readonly onClose: () => void;
}

/**
 * A part of the page that is fetched when it is first shown. One that cannot be fetched says so and closes itself, so
 * that it is tried again by opening it again.
 */
export const lazily = <Props extends Closable>(
  load: () => Promise<ComponentType<Props>>,
): ((props: Props) => ReactElement | null) => {
  let loaded: ComponentType<Props> | undefined;
  return function Lazily(props: Props): ReactElement | null {
    const [Part, setPart] = useState(() => loaded);
    const { attempt } = useToast();
    const { onClose } = props;
    const failed = useEffectEvent(onClose);
    const isLoaded = Part !== undefined;
    useEffect(() => {
      if (isLoaded) return undefined;
      let isWanted = true;
      const fetched = attempt(async () => {
        loaded = await withStyles(load);
        if (isWanted) setPart(() => loaded);
      });
      void fetched.then((isDone) => {
        if (!isDone && isWanted) failed();
      });
      return () => {
        isWanted = false;
      };
    }, [attempt, isLoaded]);
    return Part === undefined ? null : <Part {...props} />;
  };
};
