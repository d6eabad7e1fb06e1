import { localWebSocket } from '../client/core/index.ts';
import { appView } from './app.ts';
import { loadConfig } from './config.ts';
import type { View } from './dom.ts';
import { forget, remember, rememberedPerson } from './identity.ts';
import { goTo } from './route.ts';
import { notice } from './views/notice.ts';
import { signInView } from './views/sign-in.ts';

const start = async (root: HTMLElement): Promise<void> => {
  const config = await loadConfig();
  if (config.graphqlEndpoint.startsWith('http:')) globalThis.WebSocket = localWebSocket(globalThis.WebSocket);

  let shown: View | undefined;
  const render = (): void => {
    shown?.destroy();
    const me = rememberedPerson();
    shown =
      me === undefined
        ? signInView((person) => {
            remember(person);
            render();
          })
        : appView(config, me, () => {
            forget();
            goTo(undefined);
            render();
          });
    root.replaceChildren(shown.element);
  };
  render();
};

const root = document.getElementById('app');
if (root !== null) {
  start(root).catch((cause: unknown) => {
    const text = cause instanceof Error ? cause.message : 'The server did not answer.';
    root.replaceChildren(
      notice({ kind: 'error', title: 'Parley did not start', text, action: ['Reload', () => location.reload()] }),
    );
  });
}
