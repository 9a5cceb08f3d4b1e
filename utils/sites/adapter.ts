/** How a site marks its job posts, as data. */
export interface SiteAdapter {
  id: string;
  hosts: string[];
}
