import type { ReactElement } from 'react';
import type { CaptureError } from '../../client/core/index.ts';
import { Icon } from '../parts/icon.tsx';
import { problemOf } from './words.ts';

export interface DeviceProblemProps {
  readonly problem: CaptureError;
  readonly onRetry: () => void;
}

/** Why a device is not open, and what the person can do about it. */
export const DeviceProblem = ({ problem, onRetry }: DeviceProblemProps): ReactElement => {
  const { title, help } = problemOf(problem);
  return (
    <div className="device-problem" role="alert">
      <Icon name="warning" />
      <div>
        <p className="device-problem-title">{title}</p>
        <p>{help}</p>
      </div>
      <button type="button" className="quiet" onClick={onRetry}>
        Try again
      </button>
    </div>
  );
};
