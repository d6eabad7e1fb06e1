import type { ReactElement } from 'react';
import type { Call, CallMember } from '../../client/core/index.ts';
import { useSelector } from '../../client/react/index.ts';
import { Avatar } from '../parts/avatar.tsx';
import { HiddenText } from '../parts/hidden-text.tsx';
import { Icon } from '../parts/icon.tsx';
import { useNameOf } from '../use-name-of.ts';
import { TrackVideo } from './track-view.tsx';

/** Louder than this is speech rather than a room. */
const speaking = 0.01;

/** Somebody in the call: their picture, or their initial, and whether they are heard. */
export const Tile = ({ call, member }: { readonly call: Call; readonly member: CallMember }): ReactElement => {
  const nameOf = useNameOf();
  const { userId, isSelf, camera, microphone, handRaisedAt, tracks } = member;
  const isLoud = useSelector(call.levels, (levels) => (levels.get(userId) ?? 0) > speaking);
  const name = isSelf ? 'You' : nameOf(userId);
  return (
    <li
      className="tile"
      data-member={userId}
      data-self={isSelf}
      data-microphone={microphone}
      data-speaking={microphone && isLoud}
    >
      {camera && tracks.camera !== undefined ? (
        <TrackVideo track={tracks.camera} label={`Picture of ${name}`} isMirrored={isSelf} />
      ) : (
        <Avatar id={userId} name={nameOf(userId)} />
      )}
      <p className="tile-name">
        {!microphone && <Icon name="micOff" />}
        <span dir="auto">{name}</span>
        {!microphone && <HiddenText> (muted)</HiddenText>}
      </p>
      {handRaisedAt !== null && (
        <p className="tile-hand">
          <Icon name="hand" />
          <HiddenText>Hand raised</HiddenText>
        </p>
      )}
    </li>
  );
};
