import { useEffect, useState } from 'react';
import type { ComponentType, ReactElement } from 'react';
import { withStyles } from './later-styles.ts';
import { NotLoaded } from './not-loaded.tsx';
import { Notice } from './notice.tsx';

/** A part of a page or a dialog that is fetched when it is first shown; where it cannot be, it says so in its place. */
export const section = <Props extends object>(
  load: () => Promise<ComponentType<Props>>,
): ((props: Props) => ReactElement) => {
  let loaded: ComponentType<Props> | undefined;
  return function Section(props: Props): ReactElement {
    const [Part, setPart] = useState(() => loaded);
    const [isFailed, setFailed] = useState(false);
    const isWaiting = Part === undefined && !isFailed;
    useEffect(() => {
      if (!isWaiting) return undefined;
      let isWanted = true;
      withStyles(load).then(
        (part) => {
          loaded = part;
          if (isWanted) setPart(() => part);
        },
        () => {
          if (isWanted) setFailed(true);
        },
      );
      return () => {
        isWanted = false;
      };
    }, [isWaiting]);
    if (Part !== undefined) return <Part {...props} />;
    if (!isFailed) return <Notice kind="loading" title="Loading …" />;
    return <NotLoaded />;
  };
};
