/** Hostile pages against the packaged extension in Chromium. */
import { testHostilePages } from './hostile/hostile-pages.ts';

testHostilePages('chromium');
