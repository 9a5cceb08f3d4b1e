/** The brand of this package; the build defines `__BRAND__`. */
import type { Brand } from './brand.ts';

declare const __BRAND__: Brand;

export const packagedBrand: Brand = __BRAND__;
