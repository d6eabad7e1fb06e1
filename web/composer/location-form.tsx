import { useState } from 'react';
import type { ReactElement } from 'react';
import { Limits } from '../../client/core/index.ts';
import type { Draft } from '../../client/core/index.ts';
import { useCloseDialog } from '../parts/dialog.tsx';
import { Icon } from '../parts/icon.tsx';
import { FormEnd } from './form-end.tsx';

type Place =
  | { readonly kind: 'unknown' }
  | { readonly kind: 'asking' }
  | { readonly kind: 'refused'; readonly why: string }
  | { readonly kind: 'known'; readonly latitude: number; readonly longitude: number };

const patience = { timeout: 20_000, maximumAge: 60_000, enableHighAccuracy: true };

const reasons: Readonly<Record<number, string>> = {
  1: 'This page may not know where you are. Allow it beside the address of the page, and try again.',
  2: 'Your device does not know where it is just now.',
  3: 'Your device took too long to find out where it is.',
};

/** Where somebody is. It is asked for on a press, shown, and sent on another. */
export const LocationForm = ({ onDone }: { readonly onDone: (draft: Draft) => void }): ReactElement => {
  const close = useCloseDialog();
  const [place, setPlace] = useState<Place>({ kind: 'unknown' });
  const [label, setLabel] = useState('');
  const find = (): void => {
    setPlace({ kind: 'asking' });
    navigator.geolocation.getCurrentPosition(
      ({ coords: { latitude, longitude } }) => setPlace({ kind: 'known', latitude, longitude }),
      ({ code }) => setPlace({ kind: 'refused', why: reasons[code] ?? 'It could not be found out.' }),
      patience,
    );
  };
  return (
    <form
      className="compose-form"
      onSubmit={(event) => {
        event.preventDefault();
        if (place.kind !== 'known') return;
        const { latitude, longitude } = place;
        const named = label.trim() === '' ? {} : { label: label.trim() };
        onDone({ kind: 'LOCATION', content: { location: { latitude, longitude, ...named } } });
        close();
      }}
    >
      <p className="muted">Everybody in this conversation will see where you are now.</p>
      {place.kind === 'known' ? (
        <p className="place-found">{`${place.latitude.toFixed(5)}, ${place.longitude.toFixed(5)}`}</p>
      ) : (
        <button type="button" className="primary" disabled={place.kind === 'asking'} onClick={find}>
          <Icon name="place" />
          {place.kind === 'asking' ? 'One moment…' : 'Find where I am'}
        </button>
      )}
      {place.kind === 'refused' && (
        <p className="problem" role="alert">
          {place.why}
        </p>
      )}
      <label>
        <span className="field-label">What is there (optional)</span>
        <input
          type="text"
          dir="auto"
          maxLength={Limits.locationLabelLength}
          value={label}
          onChange={({ target }) => setLabel(target.value)}
        />
      </label>
      <FormEnd sends={place.kind === 'known'} />
    </form>
  );
};
