const { app } = require('electron');
const { join, resolve } = require('node:path');

const folder = resolve(process.argv.slice(1).find((arg) => !arg.startsWith('-')));
const { main, name, productName, version } = require(join(folder, 'package.json'));

app.setAppPath(folder);
app.setName(productName ?? name);
app.setVersion(version);
require(join(folder, main));
