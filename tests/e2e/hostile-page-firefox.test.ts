/** Hostile pages against the packaged extension in Firefox. */
import { testHostilePages } from './hostile/hostile-pages.ts';

testHostilePages('firefox');
