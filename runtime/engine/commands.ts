import { existsSync, readdirSync } from 'node:fs';
import { createRequire } from 'node:module';
import { delimiter, dirname, join } from 'node:path';

/** How to start one kind of engine. `mark` is a word of its command line, by which its process is known again. */
export interface EngineCommand {
  readonly kind: 'dynoxide' | 'dynamodb-local';
  readonly file: string;
  args(port: number): readonly string[];
  readonly mark: string;
}

export interface Surroundings {
  readonly dataDir: string;
  /** `DYNAMODB_LOCAL_HOME`: a directory that holds `DynamoDBLocal.jar`. */
  readonly dynamoDbLocalHome?: string;
  /** `PATH`, where `java` is looked for. */
  readonly path: string;
}

/** The engines that this machine can start, the preferred one first. */
export function enginesHere(surroundings: Surroundings): readonly EngineCommand[] {
  return [dynoxide(surroundings), dynamoDbLocal(surroundings)].filter((engine) => engine !== undefined);
}

function dynoxide({ dataDir }: Surroundings): EngineCommand | undefined {
  const home = homeOf('@dynoxide/linux-x64');
  const file = home === undefined ? undefined : join(home, 'dynoxide');
  if (file === undefined || !existsSync(file) || process.platform !== 'linux') return undefined;
  const database = join(dataDir, 'dynamodb.sqlite');
  return {
    kind: 'dynoxide',
    file,
    args: (port) => ['serve', '--host', '127.0.0.1', '--port', String(port), '--db-path', database],
    mark: database,
  };
}

function dynamoDbLocal({ dataDir, dynamoDbLocalHome, path }: Surroundings): EngineCommand | undefined {
  const java = ['java', 'java.exe']
    .flatMap((name) => path.split(delimiter).map((folder) => join(folder, name)))
    .find((file) => existsSync(file));
  const home = [dynamoDbLocalHome, emulatorOf(homeOf('amplify-dynamodb-simulator'))].find(
    (folder) => folder !== undefined && existsSync(join(folder, 'DynamoDBLocal.jar')),
  );
  if (java === undefined || home === undefined) return undefined;
  const database = join(dataDir, 'dynamodb-local');
  return {
    kind: 'dynamodb-local',
    file: java,
    args: (port) => [
      `-Djava.library.path=${join(home, 'DynamoDBLocal_lib')}`,
      '-jar',
      join(home, 'DynamoDBLocal.jar'),
      '-port',
      String(port),
      '-dbPath',
      database,
      '-sharedDb',
      '-disableTelemetry',
    ],
    mark: database,
  };
}

/** Where a package is installed, seen from this file, be it the source or a bundle under `build/`. */
function homeOf(name: string): string | undefined {
  try {
    return dirname(createRequire(import.meta.url).resolve(`${name}/package.json`));
  } catch {
    return undefined;
  }
}

function emulatorOf(home: string | undefined): string | undefined {
  if (home === undefined) return undefined;
  const folder = [join(home, 'emulator'), home].find((candidate) => existsSync(candidate));
  if (folder === undefined) return undefined;
  return existsSync(join(folder, 'DynamoDBLocal.jar'))
    ? folder
    : readdirSync(folder)
        .map((entry) => join(folder, entry))
        .find((entry) => existsSync(join(entry, 'DynamoDBLocal.jar')));
}
