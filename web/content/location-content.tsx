import type { ReactElement } from 'react';
import type { MessageContent } from '../../client/core/index.ts';
import { Icon } from '../parts/icon.tsx';

/** A place, as a link to a map that is fetched by nobody who does not follow it. */
export const LocationContent = ({
  location,
}: {
  readonly location: NonNullable<MessageContent['location']>;
}): ReactElement => {
  const { latitude, longitude, label } = location;
  const place = `${latitude.toFixed(5)}, ${longitude.toFixed(5)}`;
  const href = `https://www.openstreetmap.org/?mlat=${latitude}&mlon=${longitude}#map=15/${latitude}/${longitude}`;
  return (
    <span className="location">
      <Icon name="place" />
      <span>
        <a href={href} target="_blank" rel="noopener noreferrer">
          {label ?? place}
        </a>
        <small className="caption">{label === null ? 'Location' : place}</small>
      </span>
    </span>
  );
};
