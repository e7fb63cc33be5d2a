import { parentPort } from 'node:worker_threads';
import type { FileFacts } from '../core/session';
import { extractHere, type FileText } from './extract';
import type { Answer } from './pool';

parentPort!.on('message', async (files: readonly FileText[]) => {
  const answer: Answer<FileFacts> = await extractHere(files).then(results => ({ results }), (error: Error) => ({ error: error.message }));
  parentPort!.postMessage(answer);
});
