import notice from '../../../NOTICE?raw';
import { chosenBackbone } from '../backbones/backbone-files';
import { readBackbone } from '../network/backbone';
import { kerasModel, kerasWeights } from '../network/export/keras';
import { embeddingName, type Head, headName } from '../network/export/keras-layers';
import { tfjsModel } from '../network/export/tfjs';
import { embeddingSize, imageSize, type Weights } from '../network/unit';
import type { OpenProject } from '../project/open-project';
import { readModel } from '../training/checkpoint';
import { RunStore } from '../training/run-store';
import arcfaceJs from './heads/arcface.js?raw';
import arcfacePy from './heads/arcface.py?raw';
import type { BundleFile } from './manifest';
import { textFile } from './write-files';

/**
 * The network that a project recognises with, for Keras or TensorFlow.js: see `kerasModel`, `kerasWeights` and
 * `tfjsModel`. A trained one has the head of its run behind it. `network.json` says what goes in and what comes out.
 */
export async function networkFiles(project: OpenProject, format: 'keras' | 'tfjs'): Promise<BundleFile[]> {
  const { weights, head } = await chosenNetwork(project);
  const files = format === 'keras' ? kerasFiles(weights, head) : tfjsFiles(weights, head);
  return [
    ...files,
    textFile('network.json', JSON.stringify(description(head), null, 2)),
    textFile('NOTICE', notice),
  ];
}

function kerasFiles(weights: Weights, head: Head | null): BundleFile[] {
  return [
    { path: 'model.keras', data: kerasModel(weights, head) },
    { path: 'mobilenetv2.h5', data: kerasWeights(weights) },
    ...(head ? [textFile('arcface.py', arcfacePy)] : []),
  ];
}

function tfjsFiles(weights: Weights, head: Head | null): BundleFile[] {
  const { json, bytes } = tfjsModel(weights, head);
  return [
    textFile('model.json', json),
    { path: 'weights.bin', data: bytes },
    ...(head ? [textFile('arcface.js', arcfaceJs)] : []),
  ];
}

async function chosenNetwork(project: OpenProject): Promise<{ weights: Weights; head: Head | null }> {
  const runId = await project.settings.get('modelRunId');
  if (!runId) return { weights: (await readBackbone(await chosenBackbone(project))).weights, head: null };
  const store = new RunStore(project.paths.runs);
  const [{ units, head }, { summary }] = await Promise.all([
    readModel(store.bestPath(runId)),
    store.read(runId),
  ]);
  const { classes, recipe } = summary;
  // Rows of unknown things come after those of the classes.
  const centres = head.subarray(0, classes.length * embeddingSize);
  return { weights: units, head: { classes, centres, scale: recipe.head.s } };
}

const description = (head: Head | null) => ({
  format: 'ramune-network',
  input: { size: [imageSize, imageSize], channels: 'RGB', fit: 'stretch', range: [-1, 1] },
  embedding: embeddingName,
  head: head && { layer: headName, scale: head.scale, classes: head.classes },
});
