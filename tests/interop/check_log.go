// SPDX-License-Identifier: AGPL-3.0-or-later

// Checks a log that make_log wrote, with the log library of another project
// (golang.org/x/mod/sumdb): check_log FOLDER VKEY SIZE…, sizes as make_log was given.
// It grows its own tree from our entries and compares every root, tile and proof.
package main

import (
	"bytes"
	"encoding/base64"
	"fmt"
	"os"
	"path/filepath"
	"strconv"
	"strings"

	"golang.org/x/mod/sumdb/note"
	"golang.org/x/mod/sumdb/tlog"
)

const height = 8

var folder string

func must(what string, err error) {
	if err != nil {
		fmt.Fprintf(os.Stderr, "%s: %v\n", what, err)
		os.Exit(1)
	}
}

func holds(what string, size int64, is bool) {
	if !is {
		must(what, fmt.Errorf("does not hold at size %d", size))
	}
}

func read(name string) []byte {
	b, err := os.ReadFile(filepath.Join(folder, name))
	must(name, err)
	return b
}

// The path of C2SP, which fixes the height and leaves it out.
func path(t tlog.Tile, kind string) string {
	old := fmt.Sprintf("tile/%d/%d/", height, t.L)
	return kind + strings.TrimPrefix(t.Path(), old)
}

func hashPath(t tlog.Tile) string { return path(t, fmt.Sprintf("tile/%d/", t.L)) }

// Our tiles, for their reader, which checks what it reads against the root.
type tiles struct{}

func (tiles) Height() int { return height }
func (tiles) ReadTiles(list []tlog.Tile) ([][]byte, error) {
	var out [][]byte
	for _, t := range list {
		b, err := os.ReadFile(filepath.Join(folder, hashPath(t)))
		if err != nil {
			return nil, err
		}
		out = append(out, b)
	}
	return out, nil
}
func (tiles) SaveTiles([]tlog.Tile, [][]byte) {}

// Their list has every width that a tile went through; C2SP asks for the last.
func newTiles(since, size int64) []tlog.Tile {
	var out []tlog.Tile
	for _, t := range tlog.NewTiles(height, since, size) {
		if t.W == 1<<height || t.N<<height+int64(t.W) == size>>uint(height*t.L) {
			out = append(out, t)
		}
	}
	return out
}

// A tree of their own making, from the entries in our bundles.
type tree struct {
	hashes []tlog.Hash
	n      int64
}

func (t *tree) ReadHashes(indexes []int64) ([]tlog.Hash, error) {
	var out []tlog.Hash
	for _, i := range indexes {
		out = append(out, t.hashes[i])
	}
	return out, nil
}

func (t *tree) add(entry []byte) {
	list, err := tlog.StoredHashes(t.n, entry, t)
	must("entry", err)
	t.hashes = append(t.hashes, list...)
	t.n++
}

func bundle(size int64, t tlog.Tile) [][]byte {
	b := read(path(t, "tile/entries/"))
	var out [][]byte
	for len(b) > 0 {
		n := 2 + (int(b[0])<<8 | int(b[1]))
		out = append(out, b[2:n])
		b = b[n:]
	}
	holds("entries of a bundle", size, len(out) == t.W)
	return out
}

func checkpoint(size int64, known note.Verifiers, text []byte) tlog.Hash {
	n, err := note.Open(text, known)
	must("checkpoint", err)
	lines := strings.Split(n.Text, "\n")
	holds("three lines", size, len(lines) == 4 && lines[3] == "" && lines[0] == n.Sigs[0].Name)
	holds("the size", size, lines[1] == strconv.FormatInt(size, 10))
	h, err := tlog.ParseHash(lines[2])
	must("root", err)
	return h
}

func hashes(lines []string) []tlog.Hash {
	var out []tlog.Hash
	for _, l := range lines {
		b, err := base64.StdEncoding.Strict().DecodeString(l)
		must("hash line", err)
		var h tlog.Hash
		holds("a hash", 0, copy(h[:], b) == tlog.HashSize && len(b) == tlog.HashSize)
		out = append(out, h)
	}
	return out
}

func proofs(size int64, root tlog.Hash, own *tree, known note.Verifiers) {
	head, signed, ok := strings.Cut(string(read(fmt.Sprintf("proof.%d", size))), "\n\n")
	lines := strings.Split(head, "\n")
	holds("a proof", size, ok && lines[0] == "c2sp.org/tlog-proof@v1")
	index, err := strconv.ParseInt(strings.TrimPrefix(lines[1], "index "), 10, 64)
	must("index", err)
	way := tlog.RecordProof(hashes(lines[2:]))
	leaf := own.hashes[tlog.StoredHashIndex(0, index)]
	holds("the root of the proof", size, checkpoint(size, known, []byte(signed)) == root)
	must("leaf", tlog.CheckRecord(way, size, root, index, leaf))
	if size > 1 {
		holds("a wrong index is refused", size,
			tlog.CheckRecord(way, size, root, (index+1)%size, leaf) != nil)
	}

	text := strings.TrimSuffix(string(read(fmt.Sprintf("growth.%d", size))), "\n")
	lines = strings.Split(text, "\n")
	old, err := strconv.ParseInt(lines[0], 10, 64)
	must("old size", err)
	if old > 0 { // their checker knows no empty tree
		before, err := tlog.TreeHash(old, own)
		must("old root", err)
		must("growth", tlog.CheckTree(hashes(lines[1:]), size, root, old, before))
	}
}

func main() {
	folder = os.Args[1]
	v, err := note.NewVerifier(os.Args[2])
	must("vkey", err)
	known := note.VerifierList(v)
	own := &tree{}
	expected := map[string]bool{}
	since, checked := int64(0), 0

	for _, arg := range os.Args[3:] {
		first, last, ok := strings.Cut(arg, "-")
		if !ok {
			last = first
		}
		from, err := strconv.ParseInt(first, 10, 64)
		must("size", err)
		to, err := strconv.ParseInt(last, 10, 64)
		must("size", err)
		for size := from; size <= to; size++ {
			list := newTiles(since, size)
			for _, t := range list {
				if t.L != 0 {
					continue
				}
				for i, e := range bundle(size, t) {
					if t.N<<height+int64(i) == own.n {
						own.add(e)
					} else {
						holds("an entry", size, tlog.RecordHash(e) ==
							own.hashes[tlog.StoredHashIndex(0, t.N<<height+int64(i))])
					}
				}
				expected[path(t, "tile/entries/")] = true
			}
			for _, t := range list {
				want, err := tlog.ReadTileData(t, own)
				must("tile", err)
				holds(hashPath(t), size, bytes.Equal(want, read(hashPath(t))))
				expected[hashPath(t)] = true
			}
			root := checkpoint(size, known, read(fmt.Sprintf("checkpoint.%d", size)))
			if size > 0 {
				mine, err := tlog.TreeHash(size, own)
				must("root", err)
				holds("the root", size, mine == root)
				r := tlog.TileHashReader(tlog.Tree{N: size, Hash: root}, tiles{})
				_, err = r.ReadHashes([]int64{tlog.StoredHashIndex(0, size*2/3)})
				must("a leaf through the tiles", err)
				proofs(size, root, own, known)
			}
			since = size
			checked++
		}
	}
	must("files", filepath.Walk(filepath.Join(folder, "tile"), func(p string, i os.FileInfo, err error) error {
		if err != nil || i.IsDir() {
			return err
		}
		name, _ := filepath.Rel(folder, p)
		if !expected[filepath.ToSlash(name)] {
			return fmt.Errorf("%s: not a tile of this log", name)
		}
		delete(expected, filepath.ToSlash(name))
		return nil
	}))
	holds("all tiles are there", since, len(expected) == 0)
	fmt.Printf("%d trees hold, up to %d entries\n", checked, since)
}
