import { access } from 'node:fs/promises';
import { chromium } from 'playwright-core';
import type { Browser } from 'playwright-core';

/** A browser, or why there is none on this machine. */
export type FoundBrowser =
  { readonly browser: Browser; readonly missing?: never } | { readonly browser?: never; readonly missing: string };

/**
 * What lets Chromium run as root, keeps it from talking to anyone, and gives it a microphone, a camera and a screen of its
 * own making, for which nobody is asked.
 */
const flags = [
  '--headless',
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
  '--use-fake-device-for-media-stream',
  '--use-fake-ui-for-media-stream',
  '--autoplay-policy=no-user-gesture-required',
];

/**
 * Starts a real Chromium: that of PARLEY_CHROMIUM, the system's, or the one that npm brought. Where none starts, the
 * tests that need one say so and are skipped.
 *
 * @param more flags besides, the last of which wins, as for a microphone that nobody may use.
 */
export const findBrowser = async (more: readonly string[] = []): Promise<FoundBrowser> => {
  const reasons: string[] = [];
  for (const candidate of [fromEnvironment, fromSystem, fromPackage]) {
    const executablePath = await candidate().catch((cause: unknown) => void reasons.push(firstLine(cause)));
    if (executablePath === undefined) continue;
    try {
      return { browser: await chromium.launch({ executablePath, args: [...flags, ...more] }) };
    } catch (cause) {
      reasons.push(`${executablePath}: ${firstLine(cause)}`);
    }
  }
  return { missing: `no Chromium starts here (${reasons.join('; ') || 'none was found'}); PARLEY_CHROMIUM names one` };
};

const fromEnvironment = async (): Promise<string | undefined> => process.env['PARLEY_CHROMIUM'] || undefined;

const systemPaths = ['/usr/bin/chromium', '/usr/bin/chromium-browser', '/usr/bin/google-chrome'];

const fromSystem = async (): Promise<string | undefined> => {
  for (const path of systemPaths) {
    const there = await access(path).then(
      () => true,
      () => false,
    );
    if (there) return path;
  }
  return undefined;
};

/** The package holds a Linux binary for x64 only. */
const fromPackage = async (): Promise<string | undefined> => {
  if (process.platform !== 'linux' || process.arch !== 'x64') return undefined;
  const { default: packaged } = await import('@sparticuz/chromium');
  return packaged.executablePath();
};

const firstLine = (cause: unknown): string =>
  (cause instanceof Error ? cause.message : String(cause)).split('\n')[0] ?? '';
