/** The browsers of the stories that run in this lane, for `restart-browsers.ts`. */
import type { Driver } from './driver.ts';

export const OPEN_BROWSERS = new Set<Driver>();
