import { createRoot } from 'react-dom/client';
import { Notice } from './parts/notice.tsx';
import { App } from './shell/app.tsx';
import { loadConfig } from './shell/config.ts';
import { startTheme } from './shell/theme.ts';

const start = async (element: HTMLElement): Promise<void> => {
  const root = createRoot(element);
  try {
    const config = await loadConfig();
    root.render(<App config={config} />);
  } catch (cause) {
    const text = cause instanceof Error ? cause.message : 'The server did not answer.';
    const again = ['Reload', () => location.reload()] as const;
    root.render(<Notice kind="error" title="Parley did not start" text={text} action={again} />);
  }
};

startTheme();
const element = document.getElementById('app');
if (element !== null) void start(element);
