import { lazy, Suspense, useEffect, useState } from 'react';
import type { ReactElement } from 'react';
import { Boundary } from '../parts/boundary.tsx';
import { Notice } from '../parts/notice.tsx';
import type { Person } from '../people.ts';
import type { Config } from './config.ts';
import { forget, remember, rememberedPerson } from './identity.ts';
import { forgetStatus } from './own-status.ts';
import { goTo, useRoute } from './route.ts';
import { SignIn } from './sign-in.tsx';
import { lazyPart } from '../parts/later-styles.ts';

/** The way to the API and everything that speaks to it: on its way while one still chooses who to be. */
const loadSigned = () => import('./signed.tsx');
const Signed = lazy(async () => ({ default: (await loadSigned()).Signed }));
const Gallery = lazyPart(async () => (await import('../gallery/gallery.tsx')).Gallery);

/** The sign-in, and behind it the app of one person. */
export const App = ({ config }: { readonly config: Config }): ReactElement => {
  const route = useRoute();
  const [me, setMe] = useState(rememberedPerson);
  // Where it does not come now, it is asked for again, and missed, when somebody signs in.
  useEffect(() => void loadSigned().catch(() => undefined), []);
  const leave = (): void => {
    forget();
    forgetStatus();
    goTo({ kind: 'home' });
    setMe(undefined);
  };
  const enter = (person: Person): void => {
    remember(person);
    setMe(person);
  };
  if (route.kind === 'gallery') {
    return (
      <Boundary>
        <Suspense fallback={<Notice kind="loading" title="Opening the gallery…" />}>
          <Gallery />
        </Suspense>
      </Boundary>
    );
  }
  if (me === undefined) return <SignIn onChoose={enter} />;
  return (
    <Boundary>
      <Suspense fallback={<Notice kind="loading" title="Opening Parley…" />}>
        <Signed key={me.userId} config={config} me={me} onLeave={leave} />
      </Suspense>
    </Boundary>
  );
};
