/** Run as a process of its own: reads compiled knowledge and judges one post, prints `[load, verdict]` in ms. */
import { analyse, conclude, loadKnowledge } from '../../../utils/detect/analyse.ts';
import { readCompiled } from '../../knowledge/read-compiled.ts';
import { messagePost } from './bench-posts.ts';

const post = messagePost(process.argv[2] ?? '');
const start = performance.now();
const knowledge = loadKnowledge(readCompiled());
const loaded = performance.now();
conclude(analyse(post, knowledge), [], '2026-11-25');
console.log(JSON.stringify([loaded - start, performance.now() - loaded]));
