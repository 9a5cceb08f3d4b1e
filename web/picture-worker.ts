/** Worker that reads pictures with the code of the extension, so that the page stays usable. */
import { servePictures } from '../utils/picture-reader/serve-pictures.ts';

/** The script is in a folder below the site's root. */
const SITE_ROOT = new URL('..', self.location.href);

servePictures({ address: (path) => new URL(path, SITE_ROOT).href, host: null, isSite: true });
