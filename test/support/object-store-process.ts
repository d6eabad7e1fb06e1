import { startObjectStore } from './object-store.ts';

export const main = async (env: NodeJS.ProcessEnv): Promise<void> => {
  const store = await startObjectStore({ dataDir: env['DATA_DIR'] ?? '.parley', port: Number(env['PORT'] ?? 0) });
  process.once('SIGTERM', () => {
    void store.stop().then(() => process.exit(0));
  });
  console.log(`parley ready ${store.url}`);
};
