/** The brand this package was built for; the build puts it in place. */
import type { Brand } from './brand.ts';

declare const __BRAND__: Brand;

export const packagedBrand: Brand = __BRAND__;
