import { everyone } from './everyone.ts';
import type { Scenario } from './host.ts';
import { reading } from './reading.ts';
import { sending } from './sending.ts';
import { sessions } from './sessions.ts';

export { everLater, play, settings, type Host, type Scenario } from './host.ts';

/**
 * What every host of the resolvers keeps, in queries and mutations. `SessionReadOnly` and `TryAgain` are not in it: no
 * operation of the API brings a session or the database to where they are answered.
 */
export const suite: readonly Scenario[] = [...sessions, ...sending, ...reading, ...everyone];
