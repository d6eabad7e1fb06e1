import type { CallRecordings, RecordedChannel, RecorderStatus } from '../../application/ports/call-recordings.ts';
import { RecorderRefused } from '../../application/ports/call-recordings.ts';
import type { RecordedFile, RecorderHandle } from '../../domain/video-call/recording.ts';

interface Recorder {
  readonly recorded: RecordedChannel;
  sid: string | undefined;
  isOver: boolean;
}

/** Records nothing, and behaves as a service that records does. */
export class MemoryCallRecordings implements CallRecordings {
  readonly isAvailable = true;
  readonly #recorders = new Map<string, Recorder>();

  async prepare(recorded: RecordedChannel): Promise<string> {
    const resourceId = `resource-${this.#recorders.size + 1}`;
    this.#recorders.set(resourceId, { recorded, sid: undefined, isOver: false });
    return resourceId;
  }

  async start(recorded: RecordedChannel, resourceId: string): Promise<string> {
    const recorder = this.#recorders.get(resourceId);
    const isTheSame = recorder?.recorded.channel === recorded.channel && recorder.recorded.uid === recorded.uid;
    if (recorder === undefined || !isTheSame || recorder.sid !== undefined) {
      throw new RecorderRefused('start the recording', 'nothing was prepared for it');
    }
    recorder.sid = `sid-${resourceId}`;
    return recorder.sid;
  }

  async stop(_recorded: RecordedChannel, handle: RecorderHandle): Promise<RecorderStatus> {
    const recorder = this.#running(handle);
    if (recorder === undefined) return { kind: 'unknown' };
    recorder.isOver = true;
    return { kind: 'uploaded', files: filesOf(recorder) };
  }

  async status(handle: RecorderHandle): Promise<RecorderStatus> {
    return { kind: this.#running(handle) === undefined ? 'unknown' : 'running' };
  }

  #running({ resourceId, sid }: RecorderHandle): Recorder | undefined {
    const recorder = this.#recorders.get(resourceId);
    return recorder !== undefined && recorder.sid === sid && !recorder.isOver ? recorder : undefined;
  }
}

const filesOf = ({ recorded }: Recorder): readonly RecordedFile[] => [
  { name: [...recorded.path, 'recording.mp4'].join('/'), isPlayable: true },
];
