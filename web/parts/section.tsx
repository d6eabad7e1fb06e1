import { useEffect, useState } from 'react';
import type { ComponentType, ReactElement } from 'react';
import { Notice } from './notice.tsx';

/** A part of a page or a dialog that is fetched when it is first shown; where it cannot be, it says so in its place. */
export const section = (load: () => Promise<ComponentType>): (() => ReactElement) => {
  let loaded: ComponentType | undefined;
  return function Section(): ReactElement {
    const [Part, setPart] = useState(() => loaded);
    const [isFailed, setFailed] = useState(false);
    const isWaiting = Part === undefined && !isFailed;
    useEffect(() => {
      if (!isWaiting) return undefined;
      let isWanted = true;
      load().then(
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
    if (Part !== undefined) return <Part />;
    if (!isFailed) return <Notice kind="loading" title="Loading …" />;
    const again = ['Try again', () => setFailed(false)] as const;
    return <Notice kind="error" title="This did not load" text="The server did not answer." action={again} />;
  };
};
