import type { Ids, LessonSessionIds } from '../ports/ids.ts';
import type { SessionChangeDependencies } from './change-chat-session.ts';

/** What following lessons takes. */
export interface LessonSessionDependencies extends SessionChangeDependencies {
  readonly ids: LessonSessionIds & Pick<Ids, 'alias'>;
}
