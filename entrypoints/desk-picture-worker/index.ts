/** Reads the words in a report's picture beside the desk's page, in the languages of the package; nothing is downloaded. */
import { defineUnlistedScript } from 'wxt/utils/define-unlisted-script';
import { servePictures } from '../../utils/picture-reader/serve-pictures.ts';

export default defineUnlistedScript(() => {
  servePictures({
    address: (path) => new URL(`/${path}`, self.location.origin).href,
    host: null,
    isSite: false,
  });
});
