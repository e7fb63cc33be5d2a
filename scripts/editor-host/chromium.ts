import { existsSync } from 'node:fs';
import { run } from '../process';

const usualPlaces = [
  '/usr/bin/chromium', '/usr/bin/chromium-browser', '/usr/bin/google-chrome', '/snap/bin/chromium',
  '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome', '/Applications/Chromium.app/Contents/MacOS/Chromium',
];

const howTo = 'The editor tests need Chromium. Install it ("apt-get install chromium" on Debian), or set KAFKA_REVIEW_CHROMIUM to the path of Chromium or Chrome.';

/** The path of Chromium; on Debian as root it is installed when missing. */
export async function findChromium(): Promise<string> {
  const named = process.env.KAFKA_REVIEW_CHROMIUM;
  if (named) {
    if (existsSync(named)) return named;
    throw new Error(`KAFKA_REVIEW_CHROMIUM names ${named}, which is not there. ${howTo}`);
  }
  const found = usualPlaces.find(existsSync);
  if (found) return found;
  if (process.getuid?.() !== 0 || !existsSync('/usr/bin/apt-get')) throw new Error(howTo);

  console.log('Installing Chromium with apt-get …');
  const env = { ...process.env, DEBIAN_FRONTEND: 'noninteractive' };
  await run('apt-get', ['update', '-qq'], { env });
  const code = await run('apt-get', ['install', '-y', '-qq', '--no-install-recommends', 'chromium', 'fonts-dejavu-core'], {
    env, stdio: ['ignore', 'ignore', 'inherit'],
  });
  if (code !== 0 || !existsSync(usualPlaces[0])) throw new Error(`apt-get could not install Chromium (exit code ${code}). ${howTo}`);
  return usualPlaces[0];
}
