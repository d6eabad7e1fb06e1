import { useEffect, useEffectEvent, useState } from 'react';
import type { ComponentType, ReactElement } from 'react';
import { ChatError, ClientErrorCode } from '../../client/core/index.ts';
import { withStyles } from './later-styles.ts';
import { useToast } from './toast.tsx';

interface Closable {
  readonly onClose: () => void;
}

/**
 * A part of the page that is fetched when it is first shown. One that cannot be fetched says so and closes itself: see
 * `not-loaded.tsx` for why it does not come by opening it again.
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
        loaded = await withStyles(load).catch(unreachable);
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

const unreachable = (): never => {
  const why = 'unable to open this; it did not load, and comes when the page is loaded again';
  throw new ChatError(ClientErrorCode.NetworkLost, why, { retryable: false });
};
