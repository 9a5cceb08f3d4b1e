/** Reads pictures beside the page; see utils/picture-reader/picture-client.ts. */
import { defineUnlistedScript } from 'wxt/utils/define-unlisted-script';
import { servePictures } from '../../utils/picture-reader/serve-pictures.ts';

export default defineUnlistedScript(() => {
  servePictures({ address: (path) => new URL(`/${path}`, self.location.origin).href, host: null });
});
