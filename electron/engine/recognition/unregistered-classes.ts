import { foldName } from '../project/clean-name';
import type { OpenProject } from '../project/open-project';
import { listProducts } from './registry';

/** Product classes that are not registered, or have no photos there yet, each with its first `count` training photos by name. */
export async function unregisteredClasses(project: OpenProject, count: number) {
  const products = await listProducts(project.db);
  const registered = new Set(
    products.filter(({ references }) => references.length).map(({ name }) => foldName(name)),
  );
  const rows = await project.db
    .selectFrom('photos')
    .innerJoin('classes', 'classes.id', 'photos.class_id')
    .where('photos.removed_at', 'is', null)
    .where('photos.split', '=', 'train')
    .where('classes.kind', '=', 'product')
    .select(['photos.id', 'classes.name'])
    .orderBy('photos.name')
    .execute();
  const byClass = new Map<string, string[]>();
  for (const { id, name } of rows.filter((row) => !registered.has(foldName(row.name))))
    byClass.set(name, [...(byClass.get(name) ?? []), id]);
  return [...byClass].map(([name, photoIds]) => ({ name, photoIds: photoIds.slice(0, count) }));
}
