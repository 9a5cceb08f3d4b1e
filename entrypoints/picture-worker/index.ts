/** Reads pictures beside the page; see utils/picture-reader/picture-client.ts. */
import { defineUnlistedScript } from 'wxt/utils/define-unlisted-script';
import { packagedBrand } from '../../utils/brand/packaged-brand.ts';
import { servePictures } from '../../utils/picture-reader/serve-pictures.ts';

export default defineUnlistedScript(() => {
  const { channel } = packagedBrand;
  servePictures({
    address: (path) => new URL(`/${path}`, self.location.origin).href,
    host: channel === null ? null : new URL('pictures/', channel).href,
    isSite: false,
  });
});
