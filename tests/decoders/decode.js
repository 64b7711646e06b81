// SPDX-License-Identifier: Apache-2.0
// decode.js FILE NAME...: what TextDecoder makes of the bytes, in NAME.out.
const fs = require('fs');

const bytes = fs.readFileSync(process.argv[2]);
for (const name of process.argv.slice(3))
	fs.writeFileSync(name + '.out', new TextDecoder(name, {ignoreBOM: true}).decode(bytes));
