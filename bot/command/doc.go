// Package command is the grammar of what people ask: the commands with their options as data, the lines that name them,
// and the short forms of those lines that buttons carry.
package command
